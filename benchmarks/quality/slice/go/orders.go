package orders

import (
	"errors"
	"math"
)

func BasketTotal(lines []Line, coupon *Coupon) (float64, error) {
	total := 0.0
	for _, line := range lines {
		if line.Quantity <= 0 {
			return 0, errors.New("quantity is not positive")
		}
		total += line.Price * float64(line.Quantity)
	}
	if coupon != nil {
		total -= math.Min(coupon.Amount, total)
	}
	return math.Round(total*100) / 100, nil
}

func GroupByVendor(products []Product) map[string][]Product {
	groups := map[string][]Product{}
	for _, product := range products {
		vendor := product.Vendor
		if vendor == "" {
			vendor = "unknown"
		}
		groups[vendor] = append(groups[vendor], product)
	}
	return groups
}

func PlaceOrder(basket Basket, customer Customer) (*Order, error) {
	stock, err := warehouse.Reserve(basket.Lines)
	if err != nil {
		return nil, err
	}
	if !stock.Complete {
		warehouse.Release(stock.Token)
		return nil, ErrOutOfStock
	}
	order := &Order{Customer: customer.ID, Lines: basket.Lines}
	invoices.Enqueue(order, customer.Address)
	return order, nil
}
