const {
  MODE, // which build it is
  HOST = "localhost",
} = process.env;
console.log(MODE, HOST);
