// A Chromium, and pages that keep what went wrong in them.
import {chromium} from 'playwright-core';

export class Browser {
  static async start() {
    const b = new Browser();
    const root = process.getuid() === 0; // whose Chromium wants no sandbox
    b.chromium = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
                                        args: root ? ['--no-sandbox'] : []});
    return b;
  }

  // With `complaints`: errors of scripts, of the console, and of the content security policy.
  async open(url, options = {}) {
    const context = await this.chromium.newContext(options);
    const page = await context.newPage();
    page.complaints = [];
    page.on('pageerror', (error) => page.complaints.push(`${error}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text());
    });
    page.on('dialog', (dialog) => {
      page.complaints.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    await page.goto(url);
    return page;
  }

  stop() {
    return this.chromium.close();
  }
}

// How well a text is read on what is behind it, by WCAG 2: 4.5 is the least for small text.
export function contrast(page, selector) {
  return page.locator(selector).first().evaluate((element) => {
    const channels = (color) => color.match(/[\d.]+/g).map(Number);
    const luminance = (color) => {
      const [r, g, b] = channels(color).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const isClear = (color) => channels(color)[3] === 0;
    let behind = element;
    while (behind.parentElement && isClear(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
    const [one, other] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(luminance);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  });
}
