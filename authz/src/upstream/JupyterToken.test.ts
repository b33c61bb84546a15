import { JupyterToken } from './JupyterToken';

describe('JupyterToken', () => {
  it('shows the token that Jupyter started with until Jupyter takes the new one', async () => {
    let started = 'token old';
    const token = new JupyterToken(
      'token old',
      async shown => shown === started,
    );
    token.offer('token new');
    await token.check();
    expect(token.authorization).toBe('token old');
    started = 'token new';
    await token.check();
    expect(token.authorization).toBe('token new');
  });

  it('keeps the token while Jupyter does not answer', async () => {
    const token = new JupyterToken('token old', async () => undefined);
    token.offer('token new');
    await token.check();
    expect(token.authorization).toBe('token old');
  });

  it('forgets a token that was taken back before Jupyter took it', async () => {
    const token = new JupyterToken('token old', async () => true);
    token.offer('token new');
    token.offer('token old');
    await token.check();
    expect(token.authorization).toBe('token old');
  });

  it('asks nothing while no other token is offered', async () => {
    const ask = jest.fn(async () => true);
    const token = new JupyterToken('token old', ask);
    token.offer('token old');
    await token.check();
    expect(ask).not.toHaveBeenCalled();
  });
});
