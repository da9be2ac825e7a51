package quota

func withHeaders(call Call, request Request) (Call, error) {
	limits := limitsOf(call)
	if limits == nil {
		return call, nil
	}
	encoded, err := marshalLimits(limits)
	if err != nil {
		return nil, err
	}
	request.Header.Set("x-query-limits", encoded)
	return call.With(request), nil
}

func SendQueryLimits(call Call, request Request, next func(Call, Request) error) error {
	call, err := withHeaders(call, request)
	if err != nil {
		return err
	}
	return next(call, request)
}
