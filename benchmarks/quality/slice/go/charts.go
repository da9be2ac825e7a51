package charts

import "math"

func Smooth(points []Point, width int) []Point {
	result := make([]Point, 0, len(points))
	for i := range points {
		sum, count := 0.0, 0
		for j := max(0, i-width); j <= min(len(points)-1, i+width); j++ {
			sum += points[j].Y
			count++
		}
		result = append(result, Point{X: points[i].X, Y: sum / float64(count)})
	}
	return result
}

func Ticks(low, high float64, wanted int) []float64 {
	span := high - low
	step := math.Pow(10, math.Floor(math.Log10(span/float64(wanted))))
	for span/step > float64(wanted)*2 {
		step *= 2
	}
	var ticks []float64
	for tick := math.Ceil(low/step) * step; tick <= high; tick += step {
		ticks = append(ticks, tick)
	}
	return ticks
}

func DrawAxis(canvas *Canvas, ticks []float64, vertical bool) {
	canvas.SetLineWidth(1)
	for _, tick := range ticks {
		x, y := canvas.ScaleX(tick), canvas.Height
		if vertical {
			x, y = 0, canvas.ScaleY(tick)
		}
		canvas.MoveTo(x, y)
		canvas.LineTo(x+4, y+4)
		canvas.Stroke()
	}
}
