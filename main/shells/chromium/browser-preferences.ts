const allow = 1;
const block = 2;

/** A branch of Chromium's `Preferences` file. */
type Branch = { readonly [name: string]: unknown };

/**
 * Chromium's `Preferences` text in which `origin`, and nothing else, may use the camera without asking. The port is new at
 * every launch, so the grant is too: it replaces those of earlier launches and keeps everything else that was in the file.
 */
export function preferencesGrantingCamera(before: string | null, origin: string): string {
  const root = parsed(before);
  const profile = branch(root, "profile");
  const settings = branch(profile, "content_settings");
  return JSON.stringify({
    ...root,
    profile: {
      ...profile,
      content_settings: {
        ...settings,
        exceptions: {
          ...branch(settings, "exceptions"),
          media_stream_camera: { [`${origin},*`]: { setting: allow } },
        },
      },
      default_content_setting_values: {
        ...branch(profile, "default_content_setting_values"),
        media_stream_camera: block,
        media_stream_mic: block,
        geolocation: block,
        notifications: block,
      },
    },
  });
}

function parsed(text: string | null): Branch {
  try {
    return asBranch(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}

function branch(parent: Branch, name: string): Branch {
  return asBranch(parent[name]);
}

function asBranch(value: unknown): Branch {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Branch) : {};
}
