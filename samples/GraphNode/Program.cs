using System;
using System.Globalization;
using GraphNodeSample;

GraphNet net = new();
for (int step = 1; step <= 300; step++)
{
    float loss = net.Step([Club.Instructor, Club.President]);
    if (step % 100 == 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step}: loss {loss:0.0000} on the 2 members whose side is told"));
}

net.Forward();
int right = 0;
for (int member = 0; member < Club.Members; member++)
{
    if (member is Club.Instructor or Club.President) continue;
    bool isRight = net.Side(member) == Club.Side(member);
    if (isRight) right++;
    else Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"member {member + 1} is taken for the other side"));
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{right} of the {Club.Members - 2} others are on the side that they took"));
