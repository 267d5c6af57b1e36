#include "ingest/published.h"

#include <doctest/doctest.h>

using casus::ingest::iso_date;

TEST_CASE("dates of publication become ISO dates") {
  CHECK(iso_date("2014-04-17") == "2014-04-17");
  CHECK(iso_date(" 2014-04-17 ") == "2014-04-17");
  CHECK(iso_date("2014-04-17T10:30") == "2014-04-17T10:30");
  CHECK(iso_date("2014-04-17 10:30:05.250Z") == "2014-04-17T10:30:05Z");
  CHECK(iso_date("2014-04-17T10:30:00+0200") == "2014-04-17T10:30:00+02:00");
  CHECK(iso_date("2014-04-17T10:30:00-05:00") == "2014-04-17T10:30:00-05:00");
  CHECK(iso_date("20140417") == "2014-04-17");
  CHECK(iso_date("20140417T103000Z") == "2014-04-17T10:30:00Z");
  CHECK(iso_date("20140417103000") == "2014-04-17T10:30:00");
  CHECK(iso_date("2014/4/7") == "2014-04-07");
  CHECK(iso_date("April 17, 2014") == "2014-04-17");
  CHECK(iso_date("Apr. 17, 2014, 3:05 PM") == "2014-04-17T15:05");
  CHECK(iso_date("Thursday, April 17th, 2014") == "2014-04-17");
  CHECK(iso_date("17 April 2014") == "2014-04-17");
  CHECK(iso_date("17-Apr-2014") == "2014-04-17");
  CHECK(iso_date("Thu, 17 Apr 2014 10:30:00 GMT") == "2014-04-17T10:30:00Z");
  CHECK(iso_date("Thu, 17 Apr 2014 10:30:00 +0900") == "2014-04-17T10:30:00+09:00");
  CHECK(iso_date("17/04/2014") == "2014-04-17");
  CHECK(iso_date("4/17/2014") == "2014-04-17");
  CHECK(iso_date("17.4.2014") == "2014-04-17");
  CHECK(iso_date("1397730600") == "2014-04-17T10:30:00Z");
  CHECK(iso_date("1397730600000") == "2014-04-17T10:30:00Z");
  CHECK(iso_date("2016-02-29") == "2016-02-29");
}

TEST_CASE("what is no sure date is dropped") {
  for (const auto* s :
       {"", "yesterday", "2014", "2014-04", "4/5/2014", "2014-13-01", "2014-02-30", "2015-02-29", "99999999",
        "April 2014", "14-04-17", "May", "17", "-", "2014-04-17-18-19 what is this", "12345"})
    CHECK_MESSAGE((iso_date(s).empty() || std::string(s).starts_with("2014-04-17-")), s);
}
