import type {
  ActionSpecification,
  ProviderSpecification,
} from "../../../../shared/specification.ts";
import { literal, quote } from "../code/text.ts";
import type { AcceptanceTest } from "./acceptance-test.ts";

/** Web services of which everybody knows how they answer. */
export type Service = "weather" | "gif";

const PLACE = {
  name: "Lisbon",
  country: "PT",
  latitude: 38.7,
  longitude: -9.1,
  lat: 38.7,
  lon: -9.1,
  timezone: "Europe/Lisbon",
};
const NOW = {
  time: "2026-01-15T12:00",
  interval: 900,
  is_day: 1,
  temperature: 17.3,
  temperature_2m: 17.3,
  apparent_temperature: 17.3,
  temp_c: 17.3,
  temp_f: 63.1,
  feelslike_c: 17.3,
  windspeed: 11,
  wind_speed_10m: 11,
  winddirection: 90,
  wind_direction_10m: 90,
  wind_kph: 11,
  humidity: 56,
  relative_humidity_2m: 56,
  precipitation: 0,
  cloud_cover: 0,
  pressure_msl: 1015,
  weathercode: 0,
  weather_code: 0,
  condition: { text: "Clear", code: 1000 },
};
/** The weather of one place as Open-Meteo, OpenWeatherMap, WeatherAPI and wttr.in tell it, all in one. */
const WEATHER = {
  ...PLACE,
  results: [PLACE],
  location: PLACE,
  current: NOW,
  current_weather: NOW,
  coord: { lat: 38.7, lon: -9.1 },
  current_units: { temperature_2m: "°C", wind_speed_10m: "km/h" },
  main: {
    temp: 17.3,
    feels_like: 17.3,
    temp_min: 17.3,
    temp_max: 17.3,
    humidity: 56,
    pressure: 1015,
  },
  weather: [{ id: 800, main: "Clear", description: "clear sky", icon: "01d" }],
  wind: { speed: 3, deg: 90 },
  visibility: 10000,
  sys: { country: "PT" },
  clouds: { all: 0 },
  dt: 1768478400,
  cod: 200,
  current_condition: [
    {
      temp_C: "17.3",
      temp_F: "63.1",
      FeelsLikeC: "17.3",
      humidity: "56",
      windspeedKmph: "11",
      weatherDesc: [{ value: "Clear" }],
    },
  ],
  nearest_area: [{ areaName: [{ value: "Lisbon" }], country: [{ value: "Portugal" }] }],
};
/** 17.3 degrees in each of the three scales, rounded or not. */
const DEGREES = "/(?<![\\d.])(17|63|290)(?!\\d)/";

const pictures = (id: string) => ({
  url: `https://media.giphy.com/media/${id}/giphy.gif`,
  width: "480",
  height: "270",
  webp: `https://media.giphy.com/media/${id}/giphy.webp`,
  mp4: `https://media.giphy.com/media/${id}/giphy.mp4`,
});
const gif = (id: string) => ({
  type: "gif",
  id,
  title: `Gif ${id}`,
  slug: id,
  rating: "pg",
  url: `https://giphy.com/gifs/${id}`,
  embed_url: `https://giphy.com/embed/${id}`,
  images: Object.fromEntries(
    [
      "original",
      "downsized",
      "downsized_medium",
      "downsized_large",
      "fixed_height",
      "fixed_width",
      "preview_gif",
    ].map((size) => [size, pictures(id)]),
  ),
});
/** What every address of one of its GIFs contains. */
const GIF = "quartz417";

/** Has the server of a test answer like the service. */
const answering = (service: Service): string[] =>
  service === "weather"
    ? [
        `server.answer({ body: ${literal(WEATHER)} });`,
        // Two of them find places, in lists.
        `for (const path of ["/geo/1.0/direct", "/search", "/search.json"]) server.answer({ path, body: [${literal(PLACE)}] });`,
      ]
    : [`server.answer({ body: { data: [${literal(gif(GIF))}], meta: { status: 200 } } });`];

/** What is shown of an answer of the service. A plugin that does not understand it may speak to another one, and says no. */
export function showTests(
  { name, description }: ActionSpecification,
  service: Service | undefined,
  start: string,
  values: string,
): AcceptanceTest[] {
  if (!service) return [];
  const isAttached = service === "gif" && /\battach/i.test(description);
  return [
    {
      of: name,
      how: "does",
      title: `${name} shows what ${service === "gif" ? "was found" : "the weather is"}`,
      lines: [
        start,
        ...answering(service),
        ...(service === "weather"
          ? [
              `const { success, said, result } = await ask(agent, ${quote(name)}, ${values});`,
              `if (success) expect(\`\${said}\${JSON.stringify(result)}\`).toMatch(${DEGREES});`,
            ]
          : [
              `const { result } = await does(agent, ${quote(name)}, ${values});`,
              ...(isAttached
                ? [
                    "const attached = agent.replies.flatMap(({ attachments }) => attachments ?? []);",
                    `expect(attached).toMatchObject([{ url: expect.stringContaining(${quote(GIF)})${description.includes("image/gif") ? `, contentType: "image/gif"` : ""} }]);`,
                    "expect(result.success).toBe(true);",
                  ]
                : [`expect(JSON.stringify([result, agent.replies])).toContain(${quote(GIF)});`]),
            ]),
      ],
    },
  ];
}

/** What a provider shows of the last answer of the service, once it was understood. */
export function shownBy(
  { name }: Pick<ProviderSpecification, "name" | "description">,
  action: ActionSpecification,
  service: Service,
  start: string,
  values: string,
): AcceptanceTest[] {
  if (service !== "weather") return [];
  return [
    {
      of: name,
      how: "does",
      title: `${name} shows the weather that was looked up last`,
      lines: [
        start,
        ...answering(service),
        `const { success } = await ask(agent, ${quote(action.name)}, ${values});`,
        `const after = await told(agent, ${quote(name)}, "provider");`,
        `if (success) expect(after).toMatch(${DEGREES});`,
      ],
    },
  ];
}
