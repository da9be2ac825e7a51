package push

func (plan *Plan) Marshal(data []byte) int {
	place := len(data)
	if len(plan.Name) > 0 {
		place -= len(plan.Name)
		copy(data[place:], plan.Name)
		place = encodeVarint(data, place, uint64(len(plan.Name)))
		place--
		data[place] = 0xa
	}
	return len(data) - place
}
