import { contract } from './contract';

// Run by Jest in every test file, so that no test can leave it out.
afterEach(() => failOnViolations());
afterAll(() => failOnViolations());

function failOnViolations(): void {
  const violations = [...new Set(contract.takeViolations())];
  if (violations.length === 0) return;
  const shown = violations.slice(0, 20).map((violation) => `  ${violation}`);
  throw new Error(
    `${violations.length} exchanges are not as the OpenAPI document says:\n${shown.join('\n')}`,
  );
}
