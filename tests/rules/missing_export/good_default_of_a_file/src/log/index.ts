const make = (name: string) => ({ name });

export default make("trace");
