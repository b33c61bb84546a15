import { eventually } from '../product/eventually';
import type { Application, ApplicationState } from './Application';

/** What a test expects of an Application; members may be Jest's asymmetric matchers. */
export type ExpectedState = {
  readonly [Key in keyof ApplicationState]?: unknown;
};

/** Refreshes an Application and waits until its state is as expected; what it was last is in the failure. */
export async function becomes(
  application: Application,
  expected: ExpectedState,
  limitSeconds = 120,
): Promise<void> {
  await application.refresh();
  await eventually(async () => {
    expect(await application.state()).toMatchObject(expected);
  }, limitSeconds);
}
