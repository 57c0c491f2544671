// For a container's health check: exit code 0 when the process in it answers /readyz with 200. Prints the failing checks otherwise.
const port = process.env.PORT || '3000';

try {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4000) });
  if (!answer.ok) {
    console.error(`not ready (${answer.status}): ${(await answer.text()).slice(0, 2000)}`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`no answer on port ${port}: ${error.cause?.code ?? error.name}`);
  process.exitCode = 1;
}
