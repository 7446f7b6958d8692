// The labels below a timeline, in the language of the page: plotly knows English months only.
"use strict";

(function () {
  const DAY = 864e5;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const LEAST = 58; // px between two labels
  const STEPS = [["day", 1], ["day", 7], ["month", 1], ["month", 3], ["month", 12], ["month", 24], ["month", 60], ["month", 120], ["month", 240]];
  const ZERO = "2000-01-01"; // as in tracker/timeline/compare.py: the day that stands for "begun"

  function isEnglish() {
    return document.documentElement.lang === "en";
  }

  function lengthOf([unit, count]) {
    return unit === "day" ? count * DAY : count * 30.44 * DAY;
  }

  // The first step whose labels keep apart, and the days on which they stand.
  function findTicks(shown, width, aligned) {
    const first = +new Date(shown[0]);
    const last = +new Date(shown[1]);
    const steps = aligned ? STEPS.filter(([unit]) => unit === "month") : STEPS;
    const step = steps.find((one) => (lengthOf(one) / (last - first)) * width >= LEAST) || steps[steps.length - 1];
    const days = step[0] === "day" ? daysFrom(first, last, step[1]) : monthsFrom(first, last, step[1]);
    return { values: days.map((day) => day.toISOString().slice(0, 10)), texts: days.map((day, index) => (aligned ? words(day) : label(day, step, index))) };
  }

  function daysFrom(first, last, count) {
    const found = [];
    for (let time = Math.ceil(first / DAY / count) * count * DAY; time <= last; time += count * DAY) found.push(new Date(time));
    return found;
  }

  function monthsFrom(first, last, count) {
    const begin = new Date(first);
    let number = Math.ceil((begin.getUTCFullYear() * 12 + begin.getUTCMonth() + (begin.getUTCDate() > 1 ? 1 : 0)) / count) * count;
    const found = [];
    for (; ; number += count) {
      const day = new Date(Date.UTC(Math.floor(number / 12), number % 12, 1));
      if (+day > last) return found;
      found.push(day);
    }
  }

  // The year stands below the first label and below every January.
  function label(day, [unit, count], index) {
    const year = day.getUTCFullYear();
    if (unit === "month" && count >= 12) return String(year);
    const month = day.getUTCMonth();
    const newYear = index === 0 || (unit === "month" ? month === 0 : month === 0 && day.getUTCDate() <= count);
    const text = unit === "day" ? dayWords(month, day.getUTCDate()) : count === 3 ? quarterWords(month) : monthWords(month);
    return newYear ? text + "<br>" + (isEnglish() ? year : year + "년") : text;
  }

  function dayWords(month, day) {
    return isEnglish() ? day + " " + MONTHS[month] : month + 1 + "월 " + day + "일";
  }

  function monthWords(month) {
    return isEnglish() ? MONTHS[month] : month + 1 + "월";
  }

  function quarterWords(month) {
    const quarter = Math.floor(month / 3) + 1;
    return isEnglish() ? "Q" + quarter : quarter + "분기";
  }

  // On an aligned axis: how many months after the beginning.
  function words(day) {
    const zero = new Date(ZERO);
    const months = (day.getUTCFullYear() - zero.getUTCFullYear()) * 12 + day.getUTCMonth() - zero.getUTCMonth();
    if (!months) return "0";
    const sign = months > 0 ? "+" : "−";
    const size = Math.abs(months);
    if (size % 12 === 0) return sign + size / 12 + (isEnglish() ? " yr" : "년");
    return sign + size + (isEnglish() ? " mo" : "개월");
  }

  window.tracker.axis = { ZERO, findTicks };
})();
