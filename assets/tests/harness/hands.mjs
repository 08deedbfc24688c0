// Two ways of using a page: with a finger or a mouse, and with the keyboard alone. Tests say what is done, hands say how.
import assert from "node:assert/strict";

const mostTabs = 400;

/** A finger on a phone. */
export class Finger {
  constructor(page) {
    this.page = page;
  }

  async press(target) {
    await target.tap();
  }

  /** Opens what is drawn in the middle of a map on a phone: of what its tools leave free, as `room` in map.ts says. */
  async touch(canvas) {
    const { width, height } = await canvas.boundingBox();
    const [top, bottom, left, right] = [60, 168, 18, 56];
    await canvas.tap({ position: { x: left + (width - left - right) / 2, y: top + (height - top - bottom) / 2 } });
  }

  /** Sends a form from its field, by the key of the phone’s keyboard: proposals may lie over the button. */
  async send(field) {
    await field.press("Enter");
  }

  async write(target, text) {
    await target.fill(text);
  }

  async tick(target) {
    await target.check();
  }

  async choose(target, value) {
    await target.selectOption(value);
  }

  /** `day` as 2026-12-15, `time` as 10:00, before noon. */
  async date(target, day) {
    await target.fill(day);
  }

  async time(target, time) {
    await target.fill(time);
  }
}

/** Nothing but keys: what cannot be reached by Tab cannot be used. */
export class Keys {
  constructor(page) {
    this.page = page;
  }

  /** Whether the focus is there. */
  holds(target) {
    return target.evaluate((one) => one === document.activeElement);
  }

  /** Goes from where one is to `target`, by Tab; from the top of the page again when its end is reached. */
  async reach(target) {
    await target.waitFor();
    for (let tabs = 0; tabs < mostTabs; tabs += 1) {
      if (await this.holds(target)) return;
      await this.page.keyboard.press("Tab");
    }
    assert.fail(`Tab never reaches ${target}`);
  }

  /** Sends a form by its button. */
  async send(field, button) {
    await this.press(button);
  }

  async press(target) {
    await this.reach(target);
    await this.page.keyboard.press("Enter");
  }

  async touch(canvas) {
    await this.press(canvas);
  }

  async write(target, text) {
    await this.reach(target);
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(text);
  }

  /** A box by its key; a choice among several by arrows, from whichever of them Tab leads to. */
  async tick(target) {
    if (await target.isChecked()) return;
    if ((await target.getAttribute("type")) === "checkbox") {
      await this.reach(target);
      await this.page.keyboard.press("Space");
    } else {
      const group = this.page.locator(`input[type=radio][name="${await target.getAttribute("name")}"]`);
      const reached = () => group.evaluateAll((all) => all.includes(document.activeElement));
      for (let tabs = 0; tabs < mostTabs && !(await reached()); tabs += 1) await this.page.keyboard.press("Tab");
      for (let steps = await group.count(); steps >= 0 && !(await target.isChecked()); steps -= 1) {
        await this.page.keyboard.press((await this.holds(target)) ? "Space" : "ArrowDown");
      }
    }
    assert.ok(await target.isChecked(), `${target} is not chosen`);
  }

  async choose(target, value) {
    await this.reach(target);
    const place = await target.evaluate((one, wanted) => [...one.options].findIndex((option) => option.value === wanted), value);
    await this.page.keyboard.press("Home");
    for (let step = 0; step < place; step += 1) await this.page.keyboard.press("ArrowDown");
    assert.equal(await target.inputValue(), value);
  }

  /** Day and month stand in the order of the browser's own language, which a page cannot tell. */
  async date(target, day) {
    const [year, month, number] = day.split("-");
    for (const digits of [`${number}${month}${year}`, `${month}${number}${year}`]) {
      await this.reach(target);
      await this.page.keyboard.type(digits);
      if ((await target.inputValue()) === day) return;
      // Its day, month and year are three stops of Tab: back before the first of them.
      for (let stop = 0; stop < 4 && (await this.holds(target)); stop += 1) await this.page.keyboard.press("Shift+Tab");
    }
    assert.equal(await target.inputValue(), day);
  }

  async time(target, time) {
    await this.reach(target);
    await this.page.keyboard.type(`${time.replace(":", "")}a`);
    assert.equal(await target.inputValue(), time);
  }
}
