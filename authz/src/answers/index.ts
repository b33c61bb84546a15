export {
  answerData,
  answerEmpty,
  answerJson,
  answerPage,
  answerProblem,
  answerRedirect,
  isFinished,
} from './answer';
export type { AnswerExtras } from './answer';
export type { Problem } from './Problem';
