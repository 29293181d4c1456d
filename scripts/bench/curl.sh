#!/bin/sh
# One PATCH an entry, one after another. MAPPINGS names a file of lines "ip vendor region".
set -eu
while read -r ip vendor region; do
  curl --silent --show-error --fail --output /dev/null --request PATCH \
    --header "Authorization: Bearer $API_TOKEN" --header 'Content-Type: application/json' \
    --data "{\"ip\":\"$ip\",\"vendor\":\"$vendor\",\"region\":\"$region\"}" \
    "$API_URL/zones/$ZONE_ID/cache/origin_cloud_regions"
done < "$MAPPINGS"
