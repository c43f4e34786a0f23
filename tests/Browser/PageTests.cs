using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ModelGen.Browser.Tests;

/// <summary>samples/Browser in a real Chromium: digits are drawn with the mouse.</summary>
public sealed class PageTests(Site site) : IClassFixture<Site>
{
    // Of another hand than the one that the net learned from: percent of the sheet, "|" lifts the mouse.
    private static readonly string[] Digits =
    [
        "52 18, 38 24, 30 42, 31 62, 40 80, 54 84, 67 75, 72 55, 69 34, 60 21, 50 18",
        "40 32, 47 26, 54 17, 54 40, 53 62, 53 84",
        "31 33, 36 22, 49 17, 62 22, 66 34, 60 49, 46 65, 30 82, 48 81, 70 82",
        "32 22, 47 15, 61 19, 65 31, 57 43, 45 47, 60 51, 69 63, 63 78, 48 85, 31 79",
        "42 16, 36 36, 30 56, 50 57, 73 56 | 61 38, 60 60, 59 86",
        "67 18, 52 18, 37 19, 35 33, 34 46, 49 43, 63 49, 68 63, 61 78, 46 83, 31 78",
        "61 15, 47 27, 37 44, 32 63, 39 80, 54 85, 66 76, 65 61, 52 55, 37 64",
        "28 20, 48 19, 70 19, 61 41, 52 62, 46 85",
        "62 27, 50 16, 37 24, 40 37, 54 46, 66 60, 62 77, 48 84, 34 76, 35 61, 49 48, 62 36, 62 26",
        "65 32, 55 19, 41 20, 34 33, 41 46, 55 46, 65 33, 66 52, 62 70, 57 86",
    ];

    [BrowserFact]
    public async Task TenDigitsAreRecognisedAsTheyAreDrawn()
    {
        (IPage page, ConcurrentQueue<string> requests, ConcurrentQueue<string> complaints) = await site.Open(1100, 800);
        await Ready(page);
        for (int digit = 0; digit < Digits.Length; digit++)
        {
            await Draw(page, Digits[digit]);
            await Expect(page.Locator("#digit")).ToHaveTextAsync(digit.ToString(CultureInfo.InvariantCulture));
            double[] shares = await Shares(page);
            Assert.Equal(digit, Array.IndexOf(shares, shares.Max()));
            Assert.InRange(shares.Sum(), 95, 105); // of ten that are rounded to whole per cent
            await page.Locator("#clear").ClickAsync();
            await Expect(page.Locator("#digit")).ToHaveTextAsync("–");
        }

        Assert.All(requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal)), request => Assert.StartsWith(site.Address, request, StringComparison.Ordinal));
        Assert.Contains(site.Address + "digits.safetensors", requests);
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task AStrokeIsTakenBack()
    {
        (IPage page, _, _) = await site.Open(1100, 800);
        await Ready(page);
        await Draw(page, Digits[1]);
        await Expect(page.Locator("#digit")).ToHaveTextAsync("1");
        string one = await Seen(page);
        await Draw(page, "30 84, 52 84, 78 84");
        string two = await Seen(page);
        await Draw(page, "20 20, 80 80");
        string three = await Seen(page);
        Assert.Equal(3, new[] { one, two, three }.Distinct().Count());
        await page.Locator("#undo").ClickAsync();
        Assert.Equal(two, await Seen(page));
        await page.Keyboard.PressAsync("Control+z");
        Assert.Equal(one, await Seen(page));
        await Expect(page.Locator("#digit")).ToHaveTextAsync("1");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#undo")).ToBeDisabledAsync();
    }

    [BrowserFact]
    public async Task ANarrowWindowShowsAllOfIt()
    {
        (IPage page, _, _) = await site.Open(360, 740);
        await Ready(page);
        await Draw(page, Digits[3]);
        await Expect(page.Locator("#digit")).ToHaveTextAsync("3");
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));

        // No line of the answer is broken, or wider than its place.
        int[] heights = await page.EvaluateAsync<int[]>("[...document.querySelectorAll('#bars li')].map(row => row.clientHeight)");
        Assert.Equal(10, heights.Length);
        Assert.Single(heights.Distinct());
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('#bars .share')].filter(share => share.scrollWidth > share.clientWidth).length"));
    }

    [BrowserFact]
    public async Task APageWithoutItsWeightsSaysWhatToDo()
    {
        (IPage page, _, _) = await site.Open(1100, 800);
        await page.RouteAsync("**/digits.safetensors", route => route.FulfillAsync(new RouteFulfillOptions { Status = 404 }));
        await page.GotoAsync(site.Address);
        await Expect(page.Locator("#hint")).ToHaveTextAsync("digits.safetensors is not beside this page: run samples/Digits before the page is published", Patient);
    }

    [BrowserFact]
    public async Task APageThatIsOpenedFromTheDiskSaysWhatToDo()
    {
        (IPage page, _, _) = await site.Open(1100, 800);
        await page.GotoAsync(new Uri(Path.Combine(site.Files.FullName, "index.html")).AbsoluteUri);
        await Expect(page.Locator("#hint")).ToHaveTextAsync("A browser runs this page from a web server only: see README.md");
    }

    [BrowserFact]
    public async Task AWeightFileThatIsCutShortIsSaid()
    {
        (IPage page, _, _) = await site.Open(1100, 800);
        await page.RouteAsync("**/digits.safetensors", route => route.FulfillAsync(new RouteFulfillOptions { BodyBytes = File.ReadAllBytes(Path.Combine(site.Files.FullName, "digits.safetensors"))[..20_000] }));
        await page.GotoAsync(site.Address);
        await Expect(page.Locator("#hint")).ToHaveTextAsync(new Regex("its header is not|cut short|reaches beyond"), Patient);
    }

    /// <summary>At most 0.27 of the floats, and at most 0.2 points less right.</summary>
    [BrowserFact]
    public void EightBitsAreEnough()
    {
        Match match = Regex.Match(site.Learnt, @"([\d.]+) ?% right, ([\d.]+) ?% in eight bits");
        Assert.True(match.Success, site.Learnt);
        double[] right = [.. match.Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture))];
        Assert.InRange(right[0], 97, 100);
        Assert.InRange(right[1], right[0] - 0.2, 100);
        const int Parameters = (8 * 9) + 8 + (16 * 8 * 9) + 16 + (64 * 16 * 7 * 7) + 64 + (10 * 64) + 10;
        Assert.InRange(new FileInfo(Path.Combine(site.Files.FullName, "digits.safetensors")).Length, Parameters, 0.27 * 4 * Parameters);
    }

    /// <summary>What docs/deploy.md says of sizes: all that a browser loads, as it is on disk.</summary>
    [BrowserFact]
    public void TheFolderIsSmall()
    {
        long files = site.Files.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Extension is not (".br" or ".gz")).Sum(file => file.Length);
        Assert.InRange(files, 3_000_000, 6_000_000);
    }

    private static LocatorAssertionsToHaveTextOptions Patient { get; } = new() { Timeout = 60_000 };

    private async Task Ready(IPage page)
    {
        await page.GotoAsync(site.Address);
        await Expect(page.Locator("#hint")).ToHaveTextAsync("Draw here, with mouse, pen or finger", Patient);
    }

    private static async Task Draw(IPage page, string strokes)
    {
        LocatorBoundingBoxResult box = (await page.Locator("#sheet").BoundingBoxAsync())!;
        foreach (string stroke in strokes.Split('|'))
        {
            bool isDown = false;
            foreach (float[] point in stroke.Split(',').Select(point => point.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => float.Parse(number, CultureInfo.InvariantCulture) / 100).ToArray()))
            {
                await page.Mouse.MoveAsync(box.X + (point[0] * box.Width), box.Y + (point[1] * box.Height), new MouseMoveOptions { Steps = isDown ? 4 : 1 });
                if (!isDown) await page.Mouse.DownAsync();
                isDown = true;
            }

            await page.Mouse.UpAsync();
        }

        await Settled(page);
    }

    /// <summary>What is shown from here on is the answer to all that was done.</summary>
    private static Task Settled(IPage page) => page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

    /// <summary>The picture that the net sees.</summary>
    private static async Task<string> Seen(IPage page)
    {
        await Settled(page);
        return await page.EvaluateAsync<string>("document.getElementById('seen').toDataURL()");
    }

    private static async Task<double[]> Shares(IPage page) =>
        [.. (await page.Locator("#bars .share").AllTextContentsAsync()).Select(text => double.Parse(text.TrimEnd('%', ' '), CultureInfo.InvariantCulture))];
}
