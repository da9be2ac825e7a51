package store

func Drop() {}
