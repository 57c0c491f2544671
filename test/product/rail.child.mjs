// The command line of the build, read once and called many times: see resident.rail.ts. Answers { code, stdout, stderr }, as a process of its own would.
const { main } = await import('../../dist/server/rail.js');

process.on('message', async ({ args, env }) => {
  Object.assign(process.env, env);
  const said = { stdout: '', stderr: '' };
  const written = Object.keys(said).map(name => {
    const write = process[name].write;
    process[name].write = chunk => {
      said[name] += chunk;
      return true;
    };
    return () => {
      process[name].write = write;
    };
  });
  const code = await main(args);
  for (const giveBack of written) giveBack();
  process.send({ code, ...said });
});
