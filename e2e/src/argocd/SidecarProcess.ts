import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BackgroundProgram, bundle } from '@amalthea/dev';

/** The plugin's sidecar as its image runs it, beside Argo CD's repo-server. */
export class SidecarProcess {
  private program: BackgroundProgram | undefined;

  private constructor(
    private readonly directory: string,
    private readonly pluginDirectory: string,
    private readonly renderConfigFile: string,
  ) {}

  /** Bundles the sidecar into a folder and starts it. */
  static async start(
    directory: string,
    pluginDirectory: string,
    renderConfigFile: string,
  ): Promise<SidecarProcess> {
    await bundle('cmp-sidecar', directory);
    const sidecar = new SidecarProcess(
      directory,
      pluginDirectory,
      renderConfigFile,
    );
    await sidecar.resume();
    return sidecar;
  }

  /** Name of the plugin, as an Application names it. */
  async pluginName(): Promise<string> {
    const [socket = ''] = (await readdir(this.pluginDirectory)).filter(name =>
      name.endsWith('.sock'),
    );
    return socket.replace(/\.sock$/, '');
  }

  /** Starts the process again after `stop`. */
  async resume(): Promise<void> {
    this.program = BackgroundProgram.start({
      name: 'the sidecar',
      command: process.execPath,
      words: ['--enable-source-maps', join(this.directory, 'main.js')],
      folder: this.directory,
      environment: {
        PATH: process.env.PATH,
        ARGOCD_PLUGINSOCKFILEPATH: this.pluginDirectory,
        AMALTHEA_CMP_HTTP_ADDRESS: 'off',
        AMALTHEA_CMP_RENDER_CONFIG_FILE: this.renderConfigFile,
      },
      logFile: join(this.directory, 'sidecar.log'),
    });
    await this.program.waitUntilReady(
      async () => (await this.pluginName()) !== '',
      30,
    );
  }

  async stop(): Promise<void> {
    await this.program?.stop();
  }
}
