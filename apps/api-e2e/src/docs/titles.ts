import * as ts from 'typescript';
import { parseSource } from './options-of';

/** Every title that a file gives to a `describe`, an `it` or a relative of theirs. */
export function titlesIn(path: string): Set<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      /^\(?(?:describe|it|test|redis)/.test(node.expression.getText())
    ) {
      const [title] = node.arguments;
      if (title !== undefined && ts.isStringLiteralLike(title)) titles.add(title.text);
      else if (title !== undefined && ts.isTemplateExpression(title)) titles.add(titleOf(title));
    }
    ts.forEachChild(node, visit);
  };
  visit(parseSource(path));
  return titles;
}

/** A template without its backticks: `deliver ${DELIVERIES} deliveries`. */
function titleOf(template: ts.TemplateExpression): string {
  return template.getText().slice(1, -1);
}
