// What a calendar program makes of our calendars: every entry until a day, in UTC, with what it says. Reads with ical.js.
import fs from "node:fs"
import ICAL from "ical.js"

const [until, ...files] = process.argv.slice(2)
const last = ICAL.Time.fromDateTimeString(`${until}T23:59:59Z`)

const said = {}
for (const file of files) {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(file, "utf-8")))
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone)
  const events = calendar.getAllSubcomponents("vevent").map((entry) => new ICAL.Event(entry))
  const masters = events.filter((event) => !event.isRecurrenceException())
  for (const event of events.filter((event) => event.isRecurrenceException())) {
    const master = masters.find((one) => one.uid === event.uid)
    if (!master) throw new Error(`${file}: an exception to nothing: ${event.uid}`)
    master.relateException(event)
  }
  said[file] = masters.flatMap((event) => {
    const one = ({ item, startDate, endDate }) => ({
      uid: item.uid,
      title: item.summary,
      start: startDate.isDate ? startDate.toString() : startDate.toJSDate().toISOString(),
      end: endDate.isDate ? endDate.toString() : endDate.toJSDate().toISOString(),
      alarms: item.component.getAllSubcomponents("valarm").map((alarm) => `${alarm.getFirstPropertyValue("trigger")} ${alarm.getFirstPropertyValue("description")}`),
    })
    if (!event.isRecurring()) return [one({ item: event, startDate: event.startDate, endDate: event.endDate })]
    const found = []
    const days = event.iterator()
    for (let day = days.next(); day && day.compare(last) <= 0; day = days.next()) found.push(one(event.getOccurrenceDetails(day)))
    return found
  })
}
process.stdout.write(JSON.stringify(said))
