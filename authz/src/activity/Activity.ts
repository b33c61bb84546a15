/** What this proxy saw of people. Times are milliseconds since the epoch. */
export class Activity {
  lastRequestAt: number | undefined;
  lastMessageAt: number | undefined;
  openSockets = 0;

  constructor(private readonly nowMilliseconds: () => number) {}

  request(): void {
    this.lastRequestAt = this.nowMilliseconds();
  }

  message(): void {
    this.lastMessageAt = this.nowMilliseconds();
  }
}
