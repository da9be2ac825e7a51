class Quiet {
  info(text: string): void {
    console.log(text);
  }
}

export default new Quiet();
