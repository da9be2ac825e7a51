export function drawAxis(canvas: Canvas, ticks: number[], vertical: boolean): void {
  canvas.save();
  canvas.lineWidth = 1;
  for (const tick of ticks) {
    const x = vertical ? 0 : scaleX(tick);
    const y = vertical ? scaleY(tick) : canvas.height;
    canvas.beginPath();
    canvas.moveTo(x, y);
    canvas.lineTo(x + 4, y + 4);
    canvas.stroke();
  }
  canvas.restore();
}

export function smooth(points: Point[], width: number): Point[] {
  const result: Point[] = [];
  for (let i = 0; i < points.length; i++) {
    const near = points.slice(Math.max(0, i - width), i + width + 1);
    const mean = near.reduce((sum, point) => sum + point.y, 0) / near.length;
    result.push({ x: points[i].x, y: mean });
  }
  return result;
}

export function legendFor(series: Series[], palette: string[]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "legend";
  series.forEach((item, index) => {
    const entry = document.createElement("li");
    entry.style.color = palette[index % palette.length];
    entry.textContent = item.title;
    list.append(entry);
  });
  return list;
}
