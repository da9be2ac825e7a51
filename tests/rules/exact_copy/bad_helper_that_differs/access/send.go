package access

func withHeaders(call Call, request Request) (Call, error) {
	var values []string
	for tenant, rules := range rulesOf(call) {
		for _, rule := range rules {
			values = append(values, tenant+":"+rule.String())
		}
	}
	request.Header.Del("x-access-rules")
	for _, value := range values {
		request.Header.Add("x-access-rules", value)
	}
	return call.With(request), nil
}

func SendQueryLimits(call Call, request Request, next func(Call, Request) error) error {
	call, err := withHeaders(call, request)
	if err != nil {
		return err
	}
	return next(call, request)
}
