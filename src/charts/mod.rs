//! One file per chart, and the SVG back end. The only room that knows plotters.
