import { ProviderHeaders } from './ProviderHeaders';

/** An answer of the provider, read whole. The part of the web's `Response` that is used. */
export class ProviderAnswer {
  private isUsed = false;

  constructor(
    private readonly bytes: Uint8Array,
    readonly status: number,
    readonly headers: ProviderHeaders,
  ) {}

  static json(data: unknown): ProviderAnswer {
    return new ProviderAnswer(
      Buffer.from(JSON.stringify(data)),
      200,
      new ProviderHeaders({ 'content-type': 'application/json' }),
    );
  }

  get bodyUsed(): boolean {
    return this.isUsed;
  }

  clone(): ProviderAnswer {
    return new ProviderAnswer(this.bytes, this.status, this.headers);
  }

  async text(): Promise<string> {
    if (this.isUsed) throw new TypeError('The answer was read already.');
    this.isUsed = true;
    return new TextDecoder().decode(this.bytes);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  /** By this the OAuth library knows the class when Node.js has its own under the name. */
  get [Symbol.toStringTag](): string {
    return 'Response';
  }
}
