// Signals and their values in words that people use.

import { length } from "../shared/clock.js";

const NAMES = {
  up: "Answers", "response.time.seconds": "Answers in", "uptime.seconds": "On since", "system.name": "Name", "system.description": "Description",
  "system.model": "Model", "system.firmware": "Firmware", "system.serial": "Serial number", "seen.at": "Last seen", "seen.by": "Seen by",
  "network.ssid": "Wi-Fi name", "wifi.signal.dbm": "Wi-Fi signal", "cpu.utilization.ratio": "Processor use", "memory.utilization.ratio": "Memory use",
  "memory.free.bytes": "Free memory", "disk.free.ratio": "Free disk", "disk.free.bytes": "Free disk space", "process.count": "Programs running",
  "os.version": "System version", "battery.charge.ratio": "Battery", "battery.charging": "Charging", "clock.offset.seconds": "Clock is off by",
  "wifi.clients": "Wi-Fi devices", "wifi.channel.utilization.ratio": "Wi-Fi channel use", "wifi.radios.up": "Radios on", "wifi.radios.down": "Radios off",
  "wifi.aps.connected": "Wi-Fi boxes connected", "wifi.aps.known": "Wi-Fi boxes known", "ports.total": "Ports", "ports.up": "Ports in use",
  "link.utilization.ratio": "Busiest port", "ports.errors.per.second": "Port errors", "poe.utilization.ratio": "Power over cable",
  "http.status": "Page answers with", "http.time.seconds": "Page answers in", "tls.expires.seconds": "Certificate runs out in",
  "tls.intercepted": "Opened by a filter", "dns.resolves": "Name is found", "ping.loss.ratio": "Lost questions", "cache.content.current": "Content is current",
};

const KINDS = {
  computer: "Computer", chromebook: "Chromebook", tablet: "Tablet", "access-point": "Wi-Fi box", "wlan-controller": "Wi-Fi controller",
  switch: "Switch", router: "Router", "cache-server": "Test cache", server: "Server", "dhcp-server": "Address server", ups: "Battery backup",
  printer: "Printer", projector: "Projector", vendor: "Test platform", internet: "Internet", dns: "Name service", "status-page": "Status page", lms: "Learning system",
};

export const kindName = (kind) => KINDS[kind] ?? kind ?? "Device";

/** "Battery", or the signal's own name in words. */
export function signalName(name) {
  if (NAMES[name]) return NAMES[name];
  const app = /^app\.([^.]+)\.(running|version)$/.exec(name);
  if (app) return app[2] === "running" ? `${app[1]} is open` : `${app[1]} version`;
  const port = /^tcp\.(\d+)\.open$/.exec(name);
  if (port) return `Port ${port[1]} is open`;
  const words = name.replace(/\.(ratio|seconds|bytes|dbm)$/, "").replaceAll(".", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value with its unit, rounded as people say it. */
export function valueWords(name, value) {
  if (value === true) return "yes";
  if (value === false) return "no";
  if (value === null || value === undefined) return "not told";
  if (typeof value !== "number") return String(value);
  if (/\.ratio$/.test(name)) return `${Math.round(value * 100)} %`;
  if (/\.seconds$/.test(name)) return Math.abs(value) < 1 ? `${Math.round(value * 1000)} ms` : value < 60 ? `${round(value)} s` : length(value * 1000);
  if (/\.bytes(\.per\.second)?$/.test(name)) return bytes(value) + (name.endsWith(".second") ? " a second" : "");
  if (/\.dbm$/.test(name)) return `${round(value)} dBm, ${value >= -60 ? "good" : value >= -70 ? "fair" : "weak"}`;
  return round(value).toLocaleString("en-US");
}

const round = (n) => (Math.abs(n) >= 100 ? Math.round(n) : Math.round(n * 10) / 10);

function bytes(n) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let at = 0;
  while (n >= 1000 && at < units.length - 1) {
    n /= 1000;
    at += 1;
  }
  return `${round(n)} ${units[at]}`;
}

/** "Battery 12 %, limit 40 %" */
export function evidenceWords({ signal, value, limit }) {
  if (!signal) return "";
  const bound = limit === null || limit === undefined || limit === "" ? "" : `, limit ${typeof limit === "number" ? valueWords(signal, limit) : limit}`;
  return `${signalName(signal)} ${valueWords(signal, value)}${bound}`;
}
