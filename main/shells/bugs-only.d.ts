/** Tells of what went wrong in the station, not of what it rightly refused to whoever asked. */
export declare function bugsOnly<Told extends readonly unknown[]>(onBug: (error: unknown, ...more: Told) => void): (error: unknown, ...more: Told) => void;
