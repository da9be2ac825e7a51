def test_address(client):
    assert client.url == "https://api.billing.acme.internal/v2/invoices"
