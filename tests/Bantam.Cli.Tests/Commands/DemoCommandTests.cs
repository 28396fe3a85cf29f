using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Bantam.Cli.Tests.Commands;

/// <summary><c>bantam demo</c>.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_network_is_trained_saved_compiled_and_put_into_its_page()
    {
        var run =
            await CliRun.Succeed("demo", "--data", IdxFolder.Write(_scratch["data"], 600, 100), "--seconds", "60", "--out",
            _scratch["demo"], "--no-serve", "--json");
        Assert.Contains($"Learning from the IDX files in {_scratch["data"]}: 600 samples.", run.Error, StringComparison.Ordinal);
        var demo = run.Json;
        Assert.InRange(demo.GetProperty("test_accuracy").GetDouble(), 0.3, 1);
        Assert.True(demo.GetProperty("images_per_second").GetDouble() > 0);
        Assert.False(demo.TryGetProperty("address", out _));

        var site = demo.GetProperty("site").GetString()!;
        foreach (var name in (string[])["index.html", "demo.js", "demo.css", "bantam.js", "model.json", "sw.js"])
            Assert.True(File.Exists(Path.Combine(site, name)), name);
        var manifest = await File.ReadAllTextAsync(Path.Combine(site, "model.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"inputs\":[{\"name\":\"image\",\"type\":\"uint8\",\"shape\":[\"batch\",28,28,1]}]", manifest,
            StringComparison.Ordinal);
        Assert.Contains("\"outputs\":[{\"name\":\"probabilities\",\"type\":\"float32\",\"shape\":[\"batch\",16]}]", manifest,
            StringComparison.Ordinal);
        Assert.Contains("\"name\":\"step\",\"batch\":16", manifest, StringComparison.Ordinal);

        var replay = await File.ReadAllBytesAsync(Path.Combine(site, "replay.bin"), TestContext.Current.CancellationToken);
        var count = (int)BinaryPrimitives.ReadUInt32LittleEndian(replay);
        Assert.Equal(320, count);
        Assert.Equal(4 + (count * 785), replay.Length);
        Assert.All(replay[(4 + (count * 784))..].CountBy(label => label), label => Assert.Equal(32, label.Value));

        // The saved model is one like any other.
        var measured = await CliRun.Succeed("eval", demo.GetProperty("model").GetString()!, "--data", _scratch["data"], "--json");
        Assert.Equal(demo.GetProperty("test_accuracy").GetDouble(), measured.Json.GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public async Task Training_ends_when_its_time_is_up()
    {
        var run =
            (await CliRun.Succeed("demo", "--data", IdxFolder.Write(
            _scratch["data"], 20_000, 20), "--seconds", "2", "--threads", "1", "--out", _scratch["demo"], "--no-serve", "--json")).Json;
        Assert.InRange(run.GetProperty("seconds").GetDouble(), 1, 10);
    }

    [Fact]
    public async Task Ctrl_C_before_the_first_step_keeps_the_model_that_is_there()
    {
        Directory.CreateDirectory(_scratch["demo"]);
        var old = _scratch.Write("demo/digits.onnx", "the old model");
        var run =
            await CliRun.StoppedAfter("600 samples.", "demo", "--data", IdxFolder.Write(_scratch["data"], 600, 100), "--out",
            _scratch["demo"], "--no-serve");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Stopped before there was anything to keep.", run.Error, StringComparison.Ordinal);
        Assert.Equal("the old model", await File.ReadAllTextAsync(old, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stop_behind_the_training_says_where_the_model_is()
    {
        var run =
            await CliRun.StoppedAfter("Epoch 4 of 4", "demo", "--data", IdxFolder.Write(_scratch["data"], 64, 20), "--out",
            _scratch["demo"], "--no-serve");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            $"Stopped. What it had learned is in {Path.Combine(_scratch["demo"], "digits.onnx")}.", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_scratch["demo"], "digits.onnx")));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_found_before_training()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var run = await CliRun.Here("demo", "--data", "drawn", "--samples", "64", "--out", _scratch["demo"], "--port", $"{port}");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"Port {port} cannot be used: ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch["demo"]));
    }

    [Fact]
    public async Task The_page_is_served_until_Ctrl_C()
    {
        using var stopping = new CancellationTokenSource();
        var served = new TaskCompletionSource();
        using var output = new ListeningWriter("(Ctrl-C ends it)", served.SetResult);
        using var error = new StringWriter();
        var demo =
            CommandLine.RunAsync(
            ["demo", "--data", "drawn", "--samples", "64", "--seconds", "30", "--out", _scratch["demo"], "--port", "0"],
            new Terminal(output, error), stopping.Token);
        await Task.WhenAny(served.Task, demo);
        Assert.Contains("Learning from digits that Bantam drew itself: 64 samples.", error.ToString(), StringComparison.Ordinal);
        var address = output.ToString().Split("Draw a digit at ")[1].Split(' ')[0];
        using var client = new HttpClient();
        Assert.Contains("Draw a digit", await client.GetStringAsync(new Uri(address), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        await stopping.CancelAsync();
        Assert.Equal(0, await demo);
    }
}
