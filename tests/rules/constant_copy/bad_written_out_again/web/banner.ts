export async function load() {
  const answer = await fetch("https://status.acme.internal/api/v1/summary");
  return answer.json();
}
