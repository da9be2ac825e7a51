use crate::model::{Canvas, Point};

pub fn smooth(points: &[Point], width: usize) -> Vec<Point> {
    let mut result = Vec::with_capacity(points.len());
    for at in 0..points.len() {
        let first = at.saturating_sub(width);
        let last = (at + width + 1).min(points.len());
        let near = &points[first..last];
        let mean = near.iter().map(|point| point.y).sum::<f64>() / near.len() as f64;
        result.push(Point { x: points[at].x, y: mean });
    }
    result
}

pub fn draw_axis(canvas: &mut Canvas, ticks: &[f64], vertical: bool) {
    canvas.set_line_width(1);
    for tick in ticks {
        let x = if vertical { 0.0 } else { canvas.scale_x(*tick) };
        let y = if vertical { canvas.scale_y(*tick) } else { canvas.height };
        canvas.move_to(x, y);
        canvas.line_to(x + 4.0, y + 4.0);
        canvas.stroke();
    }
}

pub fn ticks(low: f64, high: f64, wanted: usize) -> Vec<f64> {
    let span = high - low;
    let mut step = 10f64.powf((span / wanted as f64).log10().floor());
    while span / step > wanted as f64 * 2.0 {
        step *= 2.0;
    }
    let mut found = Vec::new();
    let mut tick = (low / step).ceil() * step;
    while tick <= high {
        found.push(tick);
        tick += step;
    }
    found
}
