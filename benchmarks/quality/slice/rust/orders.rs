use crate::model::{Basket, Coupon, Customer, Line, Order, Product};
use std::collections::BTreeMap;

pub fn basket_total(lines: &[Line], coupon: Option<&Coupon>) -> Result<f64, String> {
    let mut total = 0.0;
    for line in lines {
        if line.quantity == 0 {
            return Err(format!("quantity of {} is not positive", line.sku));
        }
        total += line.price * f64::from(line.quantity);
    }
    if let Some(coupon) = coupon {
        total -= coupon.amount.min(total);
    }
    Ok((total * 100.0).round() / 100.0)
}

pub fn group_by_vendor(products: Vec<Product>) -> BTreeMap<String, Vec<Product>> {
    let mut groups: BTreeMap<String, Vec<Product>> = BTreeMap::new();
    for product in products {
        let mut vendor = product.vendor.clone();
        if vendor.is_empty() {
            vendor = "unknown".to_string();
        }
        groups.entry(vendor).or_default().push(product);
    }
    groups
}

pub fn place_order(basket: Basket, customer: &Customer) -> Result<Order, StockError> {
    let stock = warehouse::reserve(&basket.lines)?;
    if !stock.complete {
        warehouse::release(stock.token);
        return Err(StockError::Missing(stock.missing));
    }
    let order = Order::new(customer.id, basket.lines);
    invoices::enqueue(&order, &customer.address);
    events::emit("order-placed", &order);
    Ok(order)
}
