import { describe, expect, test } from "vitest";
import { beginWordsOf, readSearch } from "./search-text.ts";

describe("what is typed into the search field", () => {
  test("a name is looked for without accents, by the beginnings of its words", () => {
    expect(readSearch("Œuvr  Zoé-l'a").names).toEqual(["oeuvr", "zoe", "l", "a"]);
    expect(readSearch("Œuvr").number).toBeNull();
  });

  test("a number may be typed with spaces, and is not a name in disguise", () => {
    expect(readSearch(" 2260 2924").number).toBe("22602924");
    expect(readSearch("2260").uid).toBeNull();
  });

  test("an address is looked for as it is, and its parts are no names", () => {
    expect(readSearch("Tao.Gon@etu").email).toBe("tao.gon@etu");
    expect(readSearch("Tao.Gon@etu").names).toEqual([]);
    expect(readSearch("tao.gon")).toMatchObject({ email: "tao.gon", names: ["tao", "gon"] });
  });

  test("a chip's number comes with or without separators", () => {
    expect(readSearch("04:a1:b2:c3:d4:e5:80").uid).toBe("04A1B2C3D4E580");
    expect(readSearch("04 A1 B2 C3").uid).toBe("04A1B2C3");
    expect(readSearch("dupont").uid).toBeNull();
  });

  test("an ESCN comes with or without hyphens, whole or begun", () => {
    expect(readSearch("b5e3c2a0-5f1c-1f0e").escn).toBe("b5e3c2a0-5f1c-1f0e");
    expect(readSearch("B5E3C2A05F1C1F0E8001999999999000").escn).toBe("b5e3c2a0-5f1c-1f0e-8001-999999999000");
  });

  test("nothing typed is nothing to look for", () => {
    expect(readSearch("  ")).toEqual({ names: [], number: null, email: null, uid: null, escn: null });
  });
});

test("every word typed must begin a word of the name, in any order", () => {
  expect(beginWordsOf(["gon", "ta"], "tao goncalves")).toBe(true);
  expect(beginWordsOf(["alves"], "tao goncalves")).toBe(false);
});
