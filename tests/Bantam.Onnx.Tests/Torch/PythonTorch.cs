using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Bantam.Onnx.Tests.Torch;

/// <summary>
/// The Python that has PyTorch. It runs the scripts of this folder, whose archives are kept in <c>artifacts/torch</c> as long as no script
/// changes. Without PyTorch such tests are skipped, but not in CI.
/// </summary>
internal static class PythonTorch
{
    private static readonly Lock Running = new();

    /// <summary>Debian's own Python has the packages of Debian; another one may come first on the path.</summary>
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3", "python"];

    private static readonly Lazy<string?> Interpreter = new(() => Interpreters.FirstOrDefault(
        python => Run(python, ["-c", "import torch"]) is { Code: 0 }));

    /// <summary>The archive that a script writes of some arguments.</summary>
    /// <param name="script">The script's file name; its first argument is the path of the archive.</param>
    /// <param name="arguments">What it is given besides.</param>
    public static TorchArchive Archive(string script, params string[] arguments)
    {
        lock (Running)
        {
            var path = Path.Combine(Folder(), $"{Path.GetFileNameWithoutExtension(script)}-{Hash(script, arguments)}.zip");
            if (!File.Exists(path)) Write(path, script, arguments);
            return new TorchArchive(path);
        }
    }

    /// <summary>A file of this folder.</summary>
    public static string Source(string name = "", [CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, name);

    private static void Write(string path, string script, string[] arguments)
    {
        const string message = "There is no PyTorch for python3 here; 'apt-get install python3-torch' as root installs Debian's.";
        if (Interpreter.Value is not { } python)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", message);
            throw new InvalidOperationException(message);
        }

        var (code, output) = Run(python, [Source(script), path, .. arguments])!.Value;
        if (code != 0 || !File.Exists(path)) throw new InvalidOperationException($"{script} ended with exit code {code}.\n{output}");
    }

    private static (int Code, string Output)? Run(string python, string[] arguments)
    {
        var start = new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, error.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string Hash(string script, string[] arguments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = File.ReadAllText(Source(script));
        var used = Directory.GetFiles(Source(), "*.py").Where(
            file => text.Contains($"from {Path.GetFileNameWithoutExtension(file)} import", StringComparison.Ordinal));
        foreach (var file in used.Order(StringComparer.Ordinal).Prepend(Source(script))) hash.AppendData(File.ReadAllBytes(file));
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Join(' ', arguments)));
        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Bantam.slnx")))
                return Directory.CreateDirectory(Path.Combine(folder.FullName, "artifacts", "torch")).FullName;
        throw new DirectoryNotFoundException("The tests do not lie in the repository.");
    }
}
