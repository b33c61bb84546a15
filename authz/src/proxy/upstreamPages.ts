import { Problem } from '../answers';
import { UpstreamError } from '../upstream';

const starting: Problem = {
  status: 503,
  code: 'server_starting',
  message: 'Your server is starting. Try again in a few seconds.',
  page: {
    status: 503,
    title: 'Your server is starting',
    paragraphs: [
      'It usually takes less than a minute. This page opens it as soon as it is ready.',
    ],
    isWaiting: true,
  },
};

const notReady: Problem = {
  status: 503,
  code: 'server_not_ready',
  message:
    'Your server does not answer at the moment. Try again in a few seconds.',
  page: {
    status: 503,
    title: 'Your server does not answer',
    paragraphs: [
      'It may be restarting, for example because it ran out of memory. This page opens it as soon as it is back; if it is not in a few minutes, look at it in your portal.',
    ],
    isWaiting: true,
  },
};

/** What to say when the server gives no answer that can be passed on. */
export function upstreamProblem(
  error: UpstreamError,
  wasUpstreamSeen: boolean,
): Problem {
  switch (error.code) {
    case 'connect_failed':
    case 'connect_timeout':
      return wasUpstreamSeen ? notReady : starting;
    case 'too_many_requests':
      return {
        status: 503,
        code: 'too_many_requests',
        message:
          'Your server is busy with other requests. Try again in a moment.',
        page: {
          status: 503,
          title: 'Your server is busy',
          paragraphs: [
            'Too many requests wait for it. This page tries again by itself.',
          ],
          isWaiting: true,
        },
      };
    default:
      return {
        status: 502,
        code: error.code === 'closed' ? 'upstream_closed' : 'upstream_broken',
        message:
          'Your server gave no proper answer. Try again; if it stays like this, restart the server.',
        page: {
          status: 502,
          title: 'Your server gave no proper answer',
          paragraphs: [
            'Load the page again. If it stays like this, restart the server in your portal.',
          ],
          detail: error.code,
        },
      };
  }
}
