using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;

namespace ModelGen.Runtime.Tests;

/// <summary>JSON that was changed at random: characters, or values by others that somebody who means harm would write.</summary>
/// <param name="values">JSON texts that are put in.</param>
internal sealed class JsonMutants(string[] values)
{
    public string Change(string json, Random random)
    {
        if (random.Next(8) == 0) return ChangeCharacters(json, random);
        JsonNode root = JsonNode.Parse(json)!;
        for (int i = random.Next(1, 4); i > 0; i--) ChangeNode(root, random);
        return root.ToJsonString();
    }

    private static string ChangeCharacters(string json, Random random)
    {
        StringBuilder text = new(json);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(text.Length);
            if (random.Next(2) == 0) text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
            else text.Insert(at, "{}[]\",:0e\\u ".Substring(random.Next(12), 1));
        }

        return text.ToString();
    }

    // Walks down at random, rather into what holds more, and changes what is there.
    private void ChangeNode(JsonNode root, Random random)
    {
        JsonNode node = root;
        while (true)
        {
            List<(JsonNode Parent, object Key)> children = node switch
            {
                JsonObject parent => [.. parent.Select(pair => (node, (object)pair.Key))],
                JsonArray list => [.. Enumerable.Range(0, list.Count).Select(i => (node, (object)i))],
                _ => [],
            };
            if (children.Count == 0) break;
            (JsonNode owner, object key) = children[random.Next(children.Count)];
            JsonNode? child = key is string name ? owner[name] : owner[(int)key];
            if (child is JsonObject or JsonArray && random.Next(6) != 0)
            {
                node = child;
                continue;
            }

            JsonNode? value = JsonNode.Parse(values[random.Next(values.Length)]);
            if (owner is JsonArray array)
            {
                int at = (int)key;
                if (random.Next(3) == 0) array.RemoveAt(at);
                else if (random.Next(3) == 0) array.Insert(at, value);
                else array[at] = value;
            }
            else if (random.Next(4) == 0) ((JsonObject)owner).Remove((string)key);
            else owner[(string)key] = value;
            return;
        }
    }
}
