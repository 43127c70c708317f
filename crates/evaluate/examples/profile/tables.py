"""Online Retail II into the two tables that the example reads: python3 tables.py SOURCE.csv.gz FOLDER.

Cancelled invoices, lines without a quantity or a price, and codes that are no articles (postage, fees) are left out; an article's price is its median.
"""

import collections
import csv
import gzip
import sys
from pathlib import Path

source, folder = sys.argv[1], Path(sys.argv[2])
titles, prices, lines = {}, collections.defaultdict(list), []
for row in csv.DictReader(gzip.open(source, "rt", encoding="utf-8", errors="replace")):
    code, quantity, price = row["StockCode"].strip().upper(), float(row["Quantity"] or 0), float(row["Price"] or 0)
    if row["Invoice"].startswith("C") or quantity <= 0 or price <= 0 or not code[:5].isdigit():
        continue
    titles.setdefault(code, row["Description"].strip())
    prices[code].append(price)
    lines.append((row["Invoice"], code, int(quantity), row["InvoiceDate"], price, row["Customer ID"].replace(".0", "")))
with open(folder / "products.csv", "w", newline="") as file:
    table = csv.writer(file)
    table.writerow(["id", "title", "price", "availability"])
    for code, title in titles.items():
        table.writerow([code, title or code, f"{sorted(prices[code])[len(prices[code]) // 2]:.2f}", "in stock"])
with open(folder / "orders.csv", "w", newline="") as file:
    table = csv.writer(file)
    table.writerow(["order_id", "product_id", "quantity", "time", "price", "customer_id"])
    table.writerows(lines)
