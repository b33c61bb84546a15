import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '@amalthea/dev';

/** A Git repository on disk, which Argo CD reads by a `file://` URL. */
export class GitRepository {
  private constructor(private readonly directory: string) {}

  static async create(): Promise<GitRepository> {
    const repository = new GitRepository(
      await mkdtemp(join(tmpdir(), 'amalthea-git-')),
    );
    await repository.git('init', '--quiet', '--initial-branch=main');
    return repository;
  }

  get url(): string {
    return `file://${this.directory}`;
  }

  /** Writes files, or removes those without a content, and commits; resolves to the revision. */
  async commit(
    message: string,
    files: Readonly<Record<string, string | undefined>>,
  ): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.directory, path);
      if (content === undefined) await rm(file);
      else {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content);
      }
    }
    await this.git('add', '--all');
    await this.git('commit', '--quiet', `--message=${message}`);
    return (await this.git('rev-parse', 'HEAD')).trim();
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }

  private async git(...words: readonly string[]): Promise<string> {
    const { stdout } = await runCommand(
      'git',
      ['-C', this.directory, ...words],
      {
        env: {
          PATH: process.env.PATH,
          // Nothing of the machine's own configuration (signing, hooks) takes part.
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_AUTHOR_NAME: 'Ada',
          GIT_AUTHOR_EMAIL: 'ada@example.org',
          GIT_COMMITTER_NAME: 'Ada',
          GIT_COMMITTER_EMAIL: 'ada@example.org',
        },
      },
    );
    return stdout;
  }
}
