import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { allDocuments, prose, readDocument, ROOT, type Document } from './markdown';

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

function anchorsOf(document: Document): string[] {
  const headings = prose(document).match(/^#+ .*$/gm) ?? [];
  return headings.map((heading) => anchorOf(heading.replace(/^#+ /, '')));
}

function brokenLinksOf(document: Document): string[] {
  const links = [...prose(document).matchAll(LINK)].map(([, target = '']) => target);
  return links.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? document.path : normalize(join(dirname(document.path), path));
    if (!existsSync(join(ROOT, file))) return true;
    return anchor !== undefined && !anchorsOf(readDocument(file)).includes(anchor);
  });
}

describe('Links in the documents', () => {
  it.each(allDocuments())('of $path lead somewhere', (document) => {
    expect(brokenLinksOf(document)).toEqual([]);
  });

  it('lead to every page of docs/ from the README', () => {
    const pages = allDocuments().filter(({ path }) => /^docs\/[^/]+\.md$/.test(path));
    const { text } = readDocument('README.md');
    expect(pages.filter(({ path }) => !text.includes(`(${path})`))).toEqual([]);
  });
});
