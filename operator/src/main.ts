import { runProcess } from './process/runProcess';

runProcess(process.argv.slice(2), process).then(code => {
  process.exitCode = code;
});
