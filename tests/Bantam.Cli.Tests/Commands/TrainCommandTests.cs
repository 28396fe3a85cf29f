using Bantam.Training.Data;

namespace Bantam.Cli.Tests.Commands;

/// <summary><c>bantam train</c> and <c>bantam eval</c>.</summary>
public sealed class TrainCommandTests : IDisposable
{
    /// <summary>
    /// How often 2,000 samples, one a step, make an epoch that is still running when the first line of progress, after a second, has been
    /// answered: each step of the convolutional network takes 72 million operations.
    /// </summary>
    private const int LongEpoch = 30;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_network_learns_is_saved_and_measured_again_with_the_same_result()
    {
        var trained =
            (await CliRun.Succeed("train", "--data", "drawn", "--samples", "1500", "--model", "dense", "--epochs", "4", "--out",
            _scratch["digits.onnx"], "--json")).Json;
        var accuracy = trained.GetProperty("test_accuracy").GetDouble();
        Assert.InRange(accuracy, 0.8, 1);
        Assert.Equal((784 * 256) + 256 + (256 * 128) + 128 + (128 * 10) + 10, trained.GetProperty("parameters").GetInt64());
        Assert.Equal(_scratch["digits.onnx"], trained.GetProperty("model").GetString());
        Assert.True(trained.GetProperty("seconds").GetDouble() > 0);
        Assert.True(trained.GetProperty("images_per_second").GetDouble() > 0);
        Assert.InRange(trained.GetProperty("peak_bytes").GetInt64(), 10_000_000, 1_000_000_000);

        var measured = (await CliRun.Succeed("eval", _scratch["digits.onnx"], "--data", "drawn", "--samples", "1500", "--json")).Json;
        Assert.Equal(accuracy, measured.GetProperty("accuracy").GetDouble());
        Assert.Equal(250, measured.GetProperty("samples").GetInt64());
        var rows =
            measured.GetProperty("confusion").EnumerateArray().Select(r => r.EnumerateArray().Select(c => c.GetInt64()).ToArray())
            .ToArray();
        Assert.Equal(250, rows.Sum(r => r.Sum()));
        Assert.Equal(accuracy, rows.Select((r, i) => r[i]).Sum() / 250.0, 1e-12);
        Assert.Equal(10, measured.GetProperty("classes").GetArrayLength());
    }

    [Fact]
    public async Task People_get_tables_instead()
    {
        await CliRun.Succeed("train", "--data", "drawn", "--samples", "300", "--model", "dense", "--epochs", "1", "--out",
            _scratch["digits.onnx"]);
        var run = await CliRun.Succeed("eval", _scratch["digits.onnx"], "--data", "drawn", "--samples", "300");
        Assert.Contains("Accuracy", run.Output, StringComparison.Ordinal);
        Assert.Contains("Right (precision)", run.Output, StringComparison.Ordinal);
        Assert.Contains("Rows are what the samples are", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_seeds_give_equal_bits_for_any_number_of_threads_and_other_seeds_others()
    {
        var data = IdxFolder.Write(_scratch["data"], 200, 50);
        var one = await Train("one.onnx", "--threads", "1");
        var again = await Train("again.onnx", "--threads", "1");
        var three = await Train("three.onnx", "--threads", "3");
        var other = await Train("other.onnx", "--threads", "1", "--seed", "2");
        Assert.Equal(one, again);
        Assert.Equal(one, three);
        Assert.NotEqual(one, other);

        async Task<byte[]> Train(string name, params string[] more)
        {
            await CliRun.Succeed(["train", "--data", data, "--epochs", "1", "--out", _scratch[name], .. more]);
            return await File.ReadAllBytesAsync(_scratch[name], TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_resumed_training_ends_as_one_that_never_stopped()
    {
        var data = IdxFolder.Write(_scratch["data"], 640, 50);
        string[] command = ["train", "--data", data, "--model", "dense", "--epochs", "8", "--batch", "16", "--threads", "1"];
        await CliRun.Succeed([.. command, "--out", _scratch["whole.onnx"]]);

        var stopped = await CliRun.StoppedAfter("Epoch 3 of 8", [.. command, "--out", _scratch["parts.onnx"]]);
        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains("--resume goes on from there", stopped.Error, StringComparison.Ordinal);

        await CliRun.Succeed([.. command, "--out", _scratch["parts.onnx"], "--resume"]);
        Assert.Equal(
            await File.ReadAllBytesAsync(_scratch["whole.onnx"], TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(_scratch["parts.onnx"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Resuming_nothing_is_a_wrong_command()
    {
        var run = await CliRun.Here("train", "--data", "drawn", "--out", _scratch["digits.onnx"], "--resume");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is nothing to resume", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resumed_training_without_epochs_left_says_so()
    {
        string[] command =
            ["train", "--data", IdxFolder.Write(_scratch["data"], 50, 20), "--model", "dense", "--epochs", "1", "--out",
            _scratch["digits.onnx"]];
        await CliRun.Succeed(command);
        Assert.Contains("Nothing was left to do", (await CliRun.Succeed([.. command, "--resume"])).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digits.safetensors", 2, "its state goes to")]
    [InlineData("folder/", 2, "--out takes a file")]
    [InlineData("data", 2, "--out takes a file")]
    [InlineData("data/train-labels-idx1-ubyte/digits.onnx", 1, "digits.onnx cannot be written: ")]
    public async Task A_place_that_takes_no_model_is_refused_before_training(string name, int code, string sentence)
    {
        var data = IdxFolder.Write(_scratch["data"], 50, 20);
        var run = await CliRun.Here("train", "--data", data, "--model", "dense", "--epochs", "1", "--out", _scratch[name]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Epoch", run.Error, StringComparison.Ordinal);
        Assert.Equal([data], Directory.GetFileSystemEntries(_scratch.Folder));
    }

    [Fact]
    public async Task Data_without_test_samples_are_refused()
    {
        await CliRun.Succeed("train", "--data", IdxFolder.Write(_scratch["data"], 50, 20), "--model", "dense", "--epochs", "1", "--out",
            _scratch["digits.onnx"]);
        var data = IdxFolder.Write(_scratch["none"], 50, 0);
        string[][] commands =
        [
            ["train", "--data", data, "--model", "dense", "--epochs", "1", "--out", _scratch["other.onnx"]],
            ["eval", _scratch["digits.onnx"], "--data", data],
            ["demo", "--data", data, "--out", _scratch["demo"], "--no-serve"],
        ];
        foreach (var command in commands)
        {
            var run = await CliRun.Here(command);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("there must be at least one batch", run.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_scratch["other.onnx"]));
    }

    [Fact]
    public async Task A_saved_model_goes_on_learning()
    {
        var data = IdxFolder.Write(_scratch["data"], 500, 100);
        var first =
            (await CliRun.Succeed("train", "--data", data, "--model", "dense", "--epochs", "1", "--out",
            _scratch["first.onnx"], "--json")).Json;
        var second =
            (await CliRun.Succeed("train", "--data", data, "--model", _scratch["first.onnx"], "--epochs", "3", "--out",
            _scratch["second.onnx"], "--json")).Json;
        Assert.True(second.GetProperty("training_loss").GetDouble() < first.GetProperty("training_loss").GetDouble());
        Assert.Equal(first.GetProperty("parameters").GetInt64(), second.GetProperty("parameters").GetInt64());
    }

    [Fact]
    public async Task Ctrl_C_in_the_middle_of_an_epoch_leaves_the_old_model_and_a_state_to_go_on_from()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals that a test could send.");
        var data = IdxFolder.Write(_scratch["data"], 2000, 50, LongEpoch);
        var old = _scratch.Write("digits.onnx", "the old model"u8.ToArray());
        string[] command = ["train", "--data", data, "--epochs", "1", "--batch", "1", "--threads", "1", "--out", old];
        using var training = CliRun.StartHearing(command);
        var first = await training.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Training: ", first, StringComparison.Ordinal);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{training.Id}"])) await kill.WaitForExitAsync(
            TestContext.Current.CancellationToken);
        var run = await CliRun.Finish(training);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Stopped. All that was learned is in ", run.Error, StringComparison.Ordinal);
        Assert.Equal("the old model", await File.ReadAllTextAsync(old, TestContext.Current.CancellationToken));

        // What was left is whole: a training that is stopped at once can still read it.
        Assert.Equal("digits.safetensors", Assert.Single(Directory.GetFiles(_scratch.Folder, "*safetensors*").Select(Path.GetFileName)));
        using var resumed = CliRun.StartHearing([.. command, "--resume"]);
        var line = await resumed.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Training: ", line, StringComparison.Ordinal);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{resumed.Id}"])) await kill.WaitForExitAsync(
            TestContext.Current.CancellationToken);
        Assert.Contains("Stopped. All that was learned is in ", (await CliRun.Finish(resumed)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_network_has_no_named_dimensions()
    {
        var run = await CliRun.Here("train", "--data", "drawn", "--dimension", "batch=2", "--out", _scratch["digits.onnx"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--dimension is for the named dimensions of an ONNX file; 'cnn' has none.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_training_that_is_stopped_in_its_first_epoch_spares_the_state_of_another()
    {
        var data = IdxFolder.Write(_scratch["data"], 2000, 50, LongEpoch);
        string[] command = ["train", "--data", data, "--batch", "1", "--threads", "1", "--out", _scratch["digits.onnx"]];
        await CliRun.Succeed([.. command, "--samples", "50", "--epochs", "1"]);
        var (model, state) = (await Read("digits.onnx"), await Read("digits.safetensors"));
        var stopped = await CliRun.StoppedAfter("Training: ", [.. command, "--epochs", "1"]);
        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains("Stopped before its first epoch had ended", stopped.Error, StringComparison.Ordinal);
        Assert.Equal(model, await Read("digits.onnx"));
        Assert.Equal(state, await Read("digits.safetensors"));

        Task<byte[]> Read(string name) => File.ReadAllBytesAsync(_scratch[name], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_resumed_training_says_where_its_options_are_others()
    {
        string[] command =
            ["train", "--data", IdxFolder.Write(_scratch["data"], 50, 20), "--model", "dense", "--epochs", "1", "--out",
            _scratch["digits.onnx"]];
        await CliRun.Succeed(command);
        var run = await CliRun.Succeed([.. command, "--resume", "--seed", "2", "--learning-rate", "0.5"]);
        Assert.Contains("began with --seed 1; with --seed 2 it ends otherwise", run.Error, StringComparison.Ordinal);
        Assert.Contains("began with --learning-rate 0.002; with --learning-rate 0.5 it", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--batch", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_keeps_what_was_there()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The shell of this system cannot limit the size of files.");
        var data = IdxFolder.Write(_scratch["data"], 100, 20);
        var old = _scratch.Write("digits.onnx", "the old model"u8.ToArray());

        // The limit is in KB; a write beyond it fails as on a full disk.
        var run =
            await CliRun.BelowShell("trap '' XFSZ; ulimit -f 64", "train", "--data", data, "--model", "dense", "--epochs", "1", "--out",
            old);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("digits.onnx", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("failed where it should not have", run.Error, StringComparison.Ordinal);
        Assert.Equal("the old model", await File.ReadAllTextAsync(old, TestContext.Current.CancellationToken));
        Assert.Equal(["digits.onnx"], Directory.GetFiles(_scratch.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_learning_rate_that_is_too_high_is_named()
    {
        var run = await CliRun.Here(
            "train", "--data", "drawn", "--samples", "500", "--model", "dense", "--optimizer", "sgd", "--learning-rate", "1e30",
            "--out", _scratch["digits.onnx"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the loss must be a finite number", run.Error, StringComparison.Ordinal);
        Assert.Contains("Lower the learning rate", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch["digits.onnx"]));
    }
}
