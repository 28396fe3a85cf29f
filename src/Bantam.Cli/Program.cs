using Bantam.Cli.Serving;

const string usage = "bantam serve DIR [--port N]";
if (args is not ["serve", var folder, .. var rest] || (rest.Length > 0 && (rest is not ["--port", var text] || !int.TryParse(text, out _))))
{
    await Console.Error.WriteLineAsync($"This is not a command of bantam; there is: {usage}");
    return 2;
}

try
{
    await using var server = await BundleServer.StartAsync(folder, rest.Length > 0 ? int.Parse(rest[1]) : BundleServer.DefaultPort);
    Console.WriteLine($"Serving {folder} at {server.Address} until Ctrl-C.");
    await server.WaitAsync();
    return 0;
}
catch (IOException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
