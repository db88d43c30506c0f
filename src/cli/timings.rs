//! `--timings`: how long the stages of a command took. Modules below name their stages as spans of `tracing` and
//! read no clock; the clock is here.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use tracing::span::{Attributes, Id};
use tracing::{Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use unicode_width::UnicodeWidthStr as _;

use crate::stage::{STAGES, Stage};
use crate::sync;

use super::language::Language;
use super::print::{self, SafeText};

/// How the timings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum TimingsFormat {
    /// 表｜A table
    Table,
    /// JSON
    Json,
}

/// What the spans took: times over all threads by the name of the span.
type Sums = Arc<Mutex<BTreeMap<&'static str, SpanTime>>>;

#[derive(Clone, Copy, Default)]
struct SpanTime {
    time: Duration,
    count: u64,
}

/// Measures a command from its beginning.
pub struct Timings {
    begin: Instant,
    sums: Sums,
}

impl Timings {
    /// Begins to measure all that this process does.
    pub fn begin() -> Timings {
        let sums = Sums::default();
        let subscriber = tracing_subscriber::registry().with(StageTimer(Arc::clone(&sums)));
        // A second one would be another command of the same process, and there is none.
        drop(tracing::subscriber::set_global_default(subscriber));
        Timings { begin: Instant::now(), sums }
    }

    /// Says what the stages took.
    pub fn print(&self, style: TimingsFormat, language: Language) {
        let total = self.begin.elapsed();
        let sums = sync::lock(&self.sums).clone();
        let time_of = |name: &str| sums.get(name).copied().unwrap_or_default();
        let text = match style {
            TimingsFormat::Table => table(time_of, total, language),
            TimingsFormat::Json => json(time_of, total),
        };
        print::message(SafeText::lines(&text));
    }
}

fn table(time_of: impl Fn(&str) -> SpanTime, total: Duration, language: Language) -> String {
    let mut text = String::new();
    let mut row = |name: String, time: Duration, count: Option<u64>| {
        let pad = " ".repeat(36_usize.saturating_sub(name.width()));
        let count = count.map_or_else(String::new, |count| format!("{count:>10}"));
        text.push_str(format!("{name}{pad}{:>10.3} s{count}", time.as_secs_f64()).trim_end());
        text.push('\n');
    };
    for Stage { name, nested, ja, en } in STAGES {
        let SpanTime { time, count } = time_of(name);
        row(format!("{}{}", if nested { "  " } else { "" }, language.say(ja, en)), time, nested.then_some(count));
    }
    row(language.say("全体", "all").to_owned(), total, None);
    text
}

fn json(time_of: impl Fn(&str) -> SpanTime, total: Duration) -> String {
    let stages = STAGES.map(|Stage { name, nested, .. }| {
        let SpanTime { time, count } = time_of(name);
        json!({ "stage": name, "seconds": time.as_secs_f64(), "count": count, "over_threads": nested })
    });
    format!("{}\n", json!({ "seconds": total.as_secs_f64(), "stages": stages }))
}

/// Adds up the time between entering and leaving spans.
struct StageTimer(Sums);

/// When a span was entered.
struct SpanStart(Instant);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for StageTimer {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target().starts_with("nenpo")
    }

    fn on_new_span(&self, _: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(SpanStart(Instant::now()));
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        let spent = span.extensions().get::<SpanStart>().map(|SpanStart(at)| at.elapsed()).unwrap_or_default();
        let mut sums = sync::lock(&self.0);
        let sum = sums.entry(span.name()).or_default();
        sum.time += spent;
        sum.count += 1;
    }
}
