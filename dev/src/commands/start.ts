import { abortOnSignals } from '../host/abortOnSignals';
import { DevError } from '../host/DevError';
import { standardErrorProgress } from '../host/progress';
import { shellWord } from '../host/shellWord';
import { CleanUp } from '../start/CleanUp';
import { Started, startAll } from '../start/startAll';
import {
  parseStartOptions,
  StartOptions,
  startUsage,
} from '../start/startOptions';

/** `npm start`: everything for a first look, until Ctrl-C. */
export async function run(args: readonly string[]): Promise<number> {
  const options = parseStartOptions(args);
  if (options.help) {
    process.stdout.write(startUsage);
    return 0;
  }
  // Whoever read it has gone; what was started goes on until it is ended.
  process.stdout.on('error', () => {});
  const cleanUp = new CleanUp();
  const { signal, dispose } = abortOnSignals(process);
  const interrupted = new Promise<'interrupted'>(resolve =>
    signal.addEventListener('abort', () => resolve('interrupted'), {
      once: true,
    }),
  );
  try {
    const started = await startAll(options, {
      cleanUp,
      progress: standardErrorProgress,
      signal,
    });
    process.stdout.write(welcome(options, started));
    await Promise.race([interrupted, started.failure]);
    return 0;
  } catch (error) {
    if (
      signal.aborted ||
      (error instanceof DevError && error.code === 'INTERRUPTED')
    )
      return 130;
    throw error;
  } finally {
    if (!cleanUp.isEmpty) standardErrorProgress('ending what was started');
    await cleanUp.run((name, error) =>
      standardErrorProgress(
        `${name} could not be ended: ${
          error instanceof Error ? error.message : String(error)
        }`,
      ),
    );
    dispose();
  }
}

function welcome(
  options: StartOptions,
  {
    portalUrl,
    kubeconfig,
    proxyExceptions,
    kubectlFolder,
    serverUrl,
    logFolder,
    secondServer,
  }: Started,
): string {
  const server =
    serverUrl ?? 'on simulated nodes servers are Ready, but nothing answers';
  const path =
    kubectlFolder === undefined
      ? ''
      : `
                export PATH="$PATH":${shellWord(kubectlFolder)}`;
  const direct =
    proxyExceptions === undefined
      ? ''
      : `
                export NO_PROXY=${shellWord(proxyExceptions)}`;
  return `
  Portal        ${portalUrl}
                sign in as ada or charles
  First server  ${server}
  kubectl       export KUBECONFIG=${shellWord(kubeconfig)}${path}${direct}
                kubectl apply -f ${shellWord(secondServer)}
                kubectl get jupyterservers --all-namespaces
  Logs          ${logFolder}

  Ctrl-C ends ${
    options.kubeconfig === undefined
      ? 'all of it'
      : 'operator and portal; the cluster keeps its servers'
  }.

`;
}
