//! The margin of one rule over the proposals, drawn: the line across is the limit, what holds lies above it.

use maud::{Markup, html};

use super::tone;
use crate::compare::Row;
use crate::render::html::class;
use crate::render::text::unbound;
use crate::render::words;
use crate::report::{Margin, Verdict};

const WIDTH: f64 = 200.0;
const HEIGHT: f64 = 56.0;
/// Around the drawing, so that no point is cut.
const PAD: f64 = 7.0;

struct Point {
    x: f64,
    y: f64,
    class: &'static str,
    told: String,
}

/// The chart of a rule; nothing where fewer than two proposals have a margin in the unit of the last one that has any.
pub(super) fn chart(row: &Row) -> Option<Markup> {
    let unit = &row.cells.iter().rev().find_map(|cell| cell.margin.as_ref())?.unit;
    let margins: Vec<(usize, Verdict, &Margin, f64)> = row
        .cells
        .iter()
        .enumerate()
        .filter_map(|(at, cell)| {
            let margin = cell.margin.as_ref().filter(|margin| margin.unit == *unit)?;
            Some((at, cell.verdict, margin, number(margin)?))
        })
        .collect();
    if margins.len() < 2 {
        return None;
    }
    let scale = Scale::of(row.cells.len(), margins.iter().map(|(.., size)| *size));
    let points: Vec<Point> = margins
        .into_iter()
        .map(|(at, verdict, margin, size)| Point {
            x: scale.x(at),
            y: scale.y(size),
            class: class(tone(row.force, verdict)),
            told: format!("{at}: {}, {}", verdict.word(), unbound(&words::amount(margin))),
        })
        .collect();
    Some(drawing(&points, scale.y(0.0)))
}

fn number(margin: &Margin) -> Option<f64> {
    // A float is fine here: the exact number stands in the table.
    margin.amount.parse().ok().filter(|number: &f64| number.is_finite())
}

/// From margins to places; the limit is always on the drawing.
struct Scale {
    low: f64,
    high: f64,
    last: f64,
}

impl Scale {
    fn of(proposals: usize, sizes: impl Iterator<Item = f64>) -> Self {
        let (low, high) =
            sizes.fold((0.0_f64, 0.0_f64), |(low, high), size| (low.min(size), high.max(size)));
        Self { low, high, last: proposals.saturating_sub(1).max(1) as f64 }
    }

    fn x(&self, at: usize) -> f64 {
        rounded(PAD + (WIDTH - 2.0 * PAD) * at as f64 / self.last)
    }

    fn y(&self, size: f64) -> f64 {
        let span = self.high - self.low;
        let part = if span > 0.0 { (self.high - size) / span } else { 0.5 };
        rounded(PAD + (HEIGHT - 2.0 * PAD) * part)
    }
}

fn rounded(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

fn drawing(points: &[Point], limit: f64) -> Markup {
    let told: Vec<&str> = points.iter().map(|point| point.told.as_str()).collect();
    let line: Vec<String> = points.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
    html! {
        svg.chart viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label={ "Margins: " (told.join("; ")) } {
            line.limit x1="0" x2=(WIDTH) y1=(limit) y2=(limit) {}
            polyline points=(line.join(" ")) {}
            @for point in points {
                circle.(point.class) cx=(point.x) cy=(point.y) r="4.5" { title { (point.told) } }
            }
        }
    }
}
