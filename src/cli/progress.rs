//! A line of progress on a terminal, for work that takes a while.

use std::time::{Duration, Instant};

use super::print;

/// How long work goes on before a line of progress is shown: most work is finished sooner, and a line that flickers disturbs.
const DELAY: Duration = Duration::from_millis(500);
/// How often the line is written again: often enough to look alive, and seldom enough to cost nothing.
const INTERVAL: Duration = Duration::from_millis(50);

/// Does some work; once it takes a while, `say` gives the line to be shown meanwhile. Nothing is shown but on a terminal.
pub fn during<T: Send>(work: impl FnOnce() -> T + Send, say: impl Fn() -> String) -> T {
    if !print::is_watched() {
        return work();
    }
    std::thread::scope(|scope| {
        let work = scope.spawn(work);
        let begin = Instant::now();
        let mut shown = false;
        while !work.is_finished() {
            std::thread::sleep(INTERVAL);
            if begin.elapsed() > DELAY {
                print::progress(Some(&say()));
                shown = true;
            }
        }
        if shown {
            print::progress(None);
        }
        work.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
