class Nenpo < Formula
  desc "Static report-site generator for municipal sheets"
  homepage "https://github.com/@repository@"
  version "@version@"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "https://github.com/@repository@/releases/download/v@version@/nenpo-@version@-aarch64-apple-darwin.tar.gz"
      sha256 "@sum:aarch64-apple-darwin.tar.gz@"
    end
    on_intel do
      url "https://github.com/@repository@/releases/download/v@version@/nenpo-@version@-x86_64-apple-darwin.tar.gz"
      sha256 "@sum:x86_64-apple-darwin.tar.gz@"
    end
  end

  on_linux do
    url "https://github.com/@repository@/releases/download/v@version@/nenpo-@version@-x86_64-unknown-linux-musl.tar.gz"
    sha256 "@sum:x86_64-unknown-linux-musl.tar.gz@"
  end

  def install
    bin.install "nenpo"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/nenpo.bash" => "nenpo"
    zsh_completion.install "completions/_nenpo"
    fish_completion.install "completions/nenpo.fish"
  end

  test do
    system bin/"nenpo", "init", "site"
    system bin/"nenpo", "build", "--root", "site"
    assert_predicate testpath/"site/output/site/index.html", :exist?
  end
end
