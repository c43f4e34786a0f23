using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Xunit;

namespace ModelGen.Browser.Tests;

/// <summary>The sample as its README makes it: trained, published, and served as a folder of static files, not at the root of its server.</summary>
public sealed class Site : IAsyncLifetime
{
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-browser-");
    private WebApplication? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where the page is.</summary>
    public string Address => _server!.Urls.Single() + "/deep/er/";

    /// <summary>The published files, which any server can hand out.</summary>
    public DirectoryInfo Files => new(Path.Combine(_folder.FullName, "site", "wwwroot"));

    /// <summary>What training said.</summary>
    public string Learnt { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Chromium is null) return;
        string root = Root();
        Learnt = Dotnet(root, "run", "-c", "Release", "--project", "samples/Digits");
        Dotnet(root, "publish", "-c", "Release", "samples/Browser", "-o", Path.Combine(_folder.FullName, "site"));

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(Files.FullName), RequestPath = "/deep/er", StaticFileOptions = { ServeUnknownFileTypes = true } });
        await _server.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = BrowserFactAttribute.Chromium, Args = Arguments });
    }

    /// <summary>A tab of its own, as wide as is said, that writes down what it asked for and what it complained of.</summary>
    public async Task<(IPage Page, ConcurrentQueue<string> Requests, ConcurrentQueue<string> Complaints)> Open(int width, int height)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        IPage page = await context.NewPageAsync();
        ConcurrentQueue<string> requests = new(), complaints = new();
        page.Request += (_, request) => requests.Enqueue(request.Url);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Enqueue(message.Text); };
        page.PageError += (_, error) => complaints.Enqueue(error);
        return (page, requests, complaints);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Dotnet(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        foreach ((string name, string value) in new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false", ["MSBUILDTERMINALLOGGER"] = "off" }) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}:\n{output}{errors.Result}");
        return output;
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelGen.sln"))) folder = folder.Parent;
        Assert.NotNull(folder);
        return folder.FullName;
    }
}
