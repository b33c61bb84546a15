export { answerForwardAuth } from './forwardAuth';
