// Where the marks and titles of a timeline go: all that depends on how many pixels a day has. Draws nothing.
"use strict";

(function () {
  const charts = window.tracker.charts;
  const LEVELS = [0.1, 0.34]; // in rows; marks that would lie on each other alternate
  const MARK = 14; // px that a mark needs for itself
  const BUBBLE = 26; // px that a count needs for itself
  const TITLE = -0.25; // in rows

  function isoDay(time) {
    return new Date(time).toISOString().slice(0, 10);
  }

  function makeScale(shown, width) {
    const first = +new Date(shown[0]);
    const perPixel = (+new Date(shown[1]) - first) / width;
    return {
      width: width,
      pixel: (day) => (+new Date(day) - first) / perPixel,
      day: (pixel) => new Date(first + pixel * perPixel).toISOString(), // to the millisecond: a day may be many pixels
    };
  }

  function placeMarks(marks, scale) {
    const reached = new Map(); // row → the last pixel of each level
    const ordered = [...marks].sort((a, b) => (a.middle < b.middle ? -1 : 1));
    for (const mark of ordered) {
      const pixel = scale.pixel(mark.middle);
      const ends = reached.get(mark.row) || LEVELS.map(() => -Infinity);
      let level = ends.findIndex((end) => end + MARK <= pixel);
      if (level < 0) level = ends.indexOf(Math.min(...ends));
      ends[level] = pixel;
      reached.set(mark.row, ends);
      mark.y = mark.row + LEVELS[level];
    }
  }

  function findThreads(marks) {
    const found = new Map();
    for (const mark of marks) {
      const key = mark.row + "/" + mark.initiative;
      const thread = found.get(key) || { row: mark.row, mark: mark, from: mark.from, first: mark.middle, last: mark.middle };
      if (mark.from < thread.from) thread.from = mark.from;
      if (mark.middle < thread.first) thread.first = mark.middle;
      if (mark.middle > thread.last) thread.last = mark.middle;
      found.set(key, thread);
    }
    return [...found.values()];
  }

  function placeTitles(threads, scale, family) {
    // Each title begins above its first mark and ends before the next initiative of the row.
    const rows = Map.groupBy ? Map.groupBy(threads, (one) => one.row) : groupByRow(threads);
    const labels = [];
    for (const row of rows.values()) {
      row.sort((a, b) => (a.from < b.from ? -1 : 1));
      row.forEach(function (thread, index) {
        const begins = Math.min(scale.pixel(thread.from), scale.pixel(thread.first) - 6);
        const ends = index + 1 < row.length ? Math.min(scale.pixel(row[index + 1].from), scale.pixel(row[index + 1].first) - 6) : scale.width;
        if (ends < 0 || begins > scale.width || scale.pixel(thread.last) < 0) return;
        labels.push(placeTitle(thread, Math.max(begins, 2), ends - 8, scale, family));
      });
    }
    return labels;
  }

  function placeTitle(thread, begins, ends, scale, family) {
    const letter = thread.mark.letter;
    const after = begins + 5 + 11 * letter.length;
    return {
      y: thread.row + TITLE,
      hue: thread.mark.hue,
      letter: letter,
      letterDay: scale.day(begins),
      title: charts.fit(charts.plain(thread.mark.title), ends - after, "11px " + family),
      titleDay: scale.day(after),
    };
  }

  // Where there is little room, neighbouring counts of a lane become one.
  function mergeBubbles(data, scale) {
    const merged = [];
    const ordered = [...data.bubbles].sort((a, b) => a.row - b.row || (a.from < b.from ? -1 : 1));
    for (const bubble of ordered) {
      const last = merged[merged.length - 1];
      if (!last || last.row !== bubble.row || scale.pixel(bubble.middle) - scale.pixel(last.middle) >= BUBBLE) {
        merged.push({ ...bubble, most: bubble.count });
        continue;
      }
      if (bubble.count > last.most) Object.assign(last, { hue: bubble.hue, letter: bubble.letter, most: bubble.count });
      last.count += bubble.count;
      last.to = bubble.to;
      last.middle = new Date((+new Date(last.from) + +new Date(last.to)) / 2).toISOString();
      last.hover = [data.lanes[last.row].name, last.from.slice(0, 7) + " – " + last.to.slice(0, 7), last.count].join(" · ");
    }
    return { ...data, bubbles: merged };
  }

  function groupByRow(threads) {
    const rows = new Map();
    for (const one of threads) rows.set(one.row, [...(rows.get(one.row) || []), one]);
    return rows;
  }

  window.tracker.places = { LEVELS, findThreads, isoDay, makeScale, mergeBubbles, placeMarks, placeTitles };
})();
