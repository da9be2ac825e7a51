package mail

func Init() {}

func Send() {}
